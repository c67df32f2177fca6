import { shortForm } from '../short-form.ts';
import rig from './bridge-disk.ts';

shortForm(rig);
