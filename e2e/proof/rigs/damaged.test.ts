import { shortForm } from '../short-form.ts';
import rig from './damaged.ts';

shortForm(rig);
