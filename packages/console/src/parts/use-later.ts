import { useEffect, useState } from 'react';

/** A value once it has stood still for a moment: for questions that are asked while somebody types. Compared by its JSON. */
export function useLater<T>(value: T, ms = 350): T {
  const [later, setLater] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(JSON.parse(text) as T), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return later;
}
