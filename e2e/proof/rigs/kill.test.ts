import { shortForm } from '../short-form.ts';
import kill from './kill.ts';

shortForm(kill);
