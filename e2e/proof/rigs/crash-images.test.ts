import { shortForm } from '../short-form.ts';
import rig from './crash-images.ts';

shortForm(rig);
