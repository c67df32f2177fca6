import { shortForm } from '../short-form.ts';
import rig from './disk-full.ts';

shortForm(rig);
