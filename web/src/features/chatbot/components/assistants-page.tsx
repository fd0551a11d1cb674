import { lazy, Suspense } from 'react';
import { Route, Routes, useParams } from 'react-router';
import { AssistantList } from './assistant-list.tsx';
import './chatbot.css';

const AssistantEditor = lazy(async () => ({
  default: (await import('./assistant-editor.tsx')).AssistantEditor,
}));

/** ChatBot > Assistants: the list, and one of them by its address. */
export function AssistantsPage() {
  return (
    <Suspense>
      <Routes>
        <Route index element={<AssistantList />} />
        <Route path=":assistantId/:tab?" element={<OneAssistant />} />
      </Routes>
    </Suspense>
  );
}

function OneAssistant() {
  const { assistantId = '', tab } = useParams();
  return <AssistantEditor key={assistantId} assistantId={assistantId} tab={tab} />;
}
