import { shortForm } from '../short-form.ts';
import power from './power.ts';

shortForm(power);
