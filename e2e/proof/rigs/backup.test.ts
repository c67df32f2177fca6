import { shortForm } from '../short-form.ts';
import rig from './backup.ts';

shortForm(rig);
