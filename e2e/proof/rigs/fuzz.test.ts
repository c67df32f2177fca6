import { shortForm } from '../short-form.ts';
import fuzz from './fuzz.ts';

shortForm(fuzz);
