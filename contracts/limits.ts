/** Sizes that both sides and the rules agree on. Bytes, characters or counts as the name says. */
export const LIMITS = {
  textCharacters: 4096,
  noteCharacters: 8000,
  nameCharacters: 120,
  uploadsPerMessage: 10,
  /** Largest file a member can send; storage.rules holds the same figure. */
  uploadBytes: 16 * 1024 * 1024,
  tagsPerConversation: 20,
  queues: 50,
  tags: 200,
  searchTokens: 40,
  inboxPage: 30,
  messagesPage: 30,
  /** A tab's count is shown up to this number, then `99+`. */
  countUpTo: 100,
  members: 500,
  /** Invitations that a company may send within 24 hours, repeats included. */
  invitationsPerDay: 100,
  /** Sign-ins of one member that are listed; older ones go on without being listed. */
  listedSessions: 50,
  /** Single sessions of one member that can be ended; beyond it all of them are. */
  revokedSessions: 20,
  listPage: 50,
  calendars: 50,
  intervalsPerDay: 8,
  exceptionsPerCalendar: 200,
  /** What customers are told while it is closed. */
  closedMessageCharacters: 1000,
  announcementCharacters: 20_000,
  /** Announcements that have not ended. */
  announcements: 50,
  assistants: 50,
  promptCharacters: 8000,
  knowledgeDocuments: 100,
  /** Characters of one knowledge text, typed or read from a file. */
  knowledgeCharacters: 500_000,
  /** One knowledge file, bytes. */
  knowledgeBytes: 10 * 1024 * 1024,
  avatarBytes: 2 * 1024 * 1024,
  embeddingDimensions: 768,
  /** Answers of a bot or an AI in a row without a word from a person of the company. */
  automationTurns: 20,
} as const;

/** MIME types that members may upload; the real bytes are checked again when the message is sent. */
export const UPLOAD_TYPES = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'audio/mpeg',
  'audio/ogg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'audio/wav',
  'video/mp4',
  'video/3gpp',
  'video/webm',
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'text/plain',
  'text/csv',
  'text/vcard',
] as const;

/** How long a new password is; what else it needs is in `contracts/passwords`. */
export const PASSWORD_CHARACTERS = { least: 10, most: 128 } as const;
