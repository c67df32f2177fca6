import { shortForm } from '../short-form.ts';
import rig from './two-servers.ts';

shortForm(rig);
