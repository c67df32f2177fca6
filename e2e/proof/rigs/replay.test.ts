import { shortForm } from '../short-form.ts';
import replay from './replay.ts';

shortForm(replay);
