/** Where people sign in. */
export default function SignIn() {
  return <main />;
}
