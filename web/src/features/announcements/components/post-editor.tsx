import { Link, RichTextEditor } from '@mantine/tiptap';
import { useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { withScheme } from '../with-scheme.ts';
import '@mantine/tiptap/styles.layer.css';

/** Links lead where people mean: `example.com` is no page of this app. */
const WholeLink = Link.extend({
  addAttributes() {
    const attributes = this.parent?.() ?? {};
    const renderHTML = ({ href }: { href?: unknown }) =>
      typeof href === 'string' ? { href: withScheme(href) } : {};
    return { ...attributes, href: { ...attributes.href, renderHTML } };
  },
});

interface PostEditorProps {
  label: string;
  html: string;
  onChange: (html: string) => void;
}

/** Rich text with what a post may hold: headings, lists, emphasis, quotes, links. */
export function PostEditor({ label, html, onChange }: PostEditorProps) {
  const { t } = useTranslation();
  const id = useId();
  const editor = useEditor({
    // What the server would strip is not offered.
    extensions: [
      StarterKit.configure({ heading: { levels: [3, 4] }, codeBlock: false, link: false }),
      WholeLink,
    ],
    content: html,
    editorProps: { attributes: { 'aria-labelledby': id, role: 'textbox', 'aria-multiline': 'true' } },
    onUpdate: ({ editor: changed }) => onChange(changed.getHTML()),
    shouldRerenderOnTransaction: true,
  });
  const labels = {
    boldControlLabel: t('announcements.editor.bold'),
    italicControlLabel: t('announcements.editor.italic'),
    strikeControlLabel: t('announcements.editor.strike'),
    h3ControlLabel: t('announcements.editor.heading'),
    bulletListControlLabel: t('announcements.editor.bullets'),
    orderedListControlLabel: t('announcements.editor.numbers'),
    blockquoteControlLabel: t('announcements.editor.quote'),
    linkControlLabel: t('announcements.editor.link'),
    unlinkControlLabel: t('announcements.editor.unlink'),
    undoControlLabel: t('words.undo'),
    linkEditorInputLabel: t('announcements.editor.linkAddress'),
    linkEditorSave: t('words.save'),
  };
  return (
    <div>
      <span className="post-label" id={id}>
        {label}
      </span>
      <RichTextEditor editor={editor} labels={labels} className="post-editor">
        <RichTextEditor.Toolbar>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.Strikethrough />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.H3 />
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
            <RichTextEditor.Blockquote />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Link />
            <RichTextEditor.Unlink />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Undo />
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
        <RichTextEditor.Content />
      </RichTextEditor>
    </div>
  );
}
