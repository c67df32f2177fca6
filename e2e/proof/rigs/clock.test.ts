import { shortForm } from '../short-form.ts';
import rig from './clock.ts';

shortForm(rig);
