// The plain SDK: one listener of one document, whose text goes to the page as it is.
import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithEmailAndPassword } from 'firebase/auth';
import { connectFirestoreEmulator, doc, getFirestore, onSnapshot } from 'firebase/firestore';

const settings = new URLSearchParams(location.search);
const app = initializeApp({ projectId: settings.get('project'), apiKey: 'bench' });
const auth = getAuth(app);
connectAuthEmulator(auth, settings.get('auth'), { disableWarnings: true });
const firestore = getFirestore(app);
connectFirestoreEmulator(firestore, '127.0.0.1', Number(settings.get('firestore')));

await signInWithEmailAndPassword(auth, settings.get('email'), settings.get('password'));
onSnapshot(doc(firestore, settings.get('document')), (snapshot) => {
  document.getElementById('text').textContent = snapshot.get('notes') ?? '';
});
