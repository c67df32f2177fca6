import { shortForm } from '../short-form.ts';
import strangers from './strangers.ts';

shortForm(strangers);
