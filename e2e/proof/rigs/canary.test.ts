import { shortForm } from '../short-form.ts';
import canary from './canary.ts';

shortForm(canary);
