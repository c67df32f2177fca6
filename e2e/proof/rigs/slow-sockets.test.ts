import { shortForm } from '../short-form.ts';
import slowSockets from './slow-sockets.ts';

shortForm(slowSockets);
