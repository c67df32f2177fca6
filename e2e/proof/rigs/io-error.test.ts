import { shortForm } from '../short-form.ts';
import rig from './io-error.ts';

shortForm(rig);
