import { shortForm } from '../short-form.ts';
import timing from './timing.ts';

shortForm(timing);
