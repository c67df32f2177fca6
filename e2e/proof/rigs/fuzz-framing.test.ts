import { shortForm } from '../short-form.ts';
import fuzzFraming from './fuzz-framing.ts';

shortForm(fuzzFraming);
