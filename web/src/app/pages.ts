import {
  IconActivity,
  IconBell,
  IconBuilding,
  IconClockHour4,
  IconHistory,
  IconKey,
  IconListCheck,
  IconLock,
  IconMail,
  IconPalette,
  IconPlugConnected,
  IconRobot,
  IconSettings,
  IconSparkles,
  IconSpeakerphone,
  IconStack2,
  IconTags,
  IconToggleRight,
  IconUserCircle,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { ParseKeys } from 'i18next';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Ability } from '#contracts/roles.ts';
import { UnseenBadge } from '../features/announcements/components/unseen-badge.tsx';
import { loadArea, type LazyAreas } from '../i18n/index.ts';

/** Sentences that name a page: `<area>.title`. */
type TitleKey = Extract<ParseKeys, `${string}.title`>;

/** A page of a section: loaded when somebody goes there, absent for roles without its ability. */
export interface SectionPage {
  /** Below the section's address. */
  path: string;
  /** Null: for every member. */
  ability: Ability | null;
  title: TitleKey;
  icon: Icon;
  Page: LazyExoticComponent<ComponentType>;
}

/** A part of the app with pages of its own. */
export interface Section {
  path: string;
  /** Where its entry stands: in the rail, or in the menu of the own account. */
  entry: 'rail' | 'account';
  title: TitleKey;
  icon: Icon;
  pages: SectionPage[];
  /** What has not been seen there yet, on its entry in the rail. */
  Badge?: ComponentType;
}

function page(
  path: string,
  about: Pick<SectionPage, 'ability' | 'title' | 'icon'>,
  load: () => Promise<ComponentType>,
): SectionPage {
  return { path, ...about, Page: lazy(async () => ({ default: await load() })) };
}

/** The same for a page whose sentences come with it. */
function pageWithArea(
  path: string,
  about: Pick<SectionPage, 'ability' | 'title' | 'icon'> & { area: keyof LazyAreas },
  load: () => Promise<ComponentType>,
): SectionPage {
  const { area, ...rest } = about;
  return page(path, rest, async () => (await Promise.all([load(), loadArea(area)]))[0]);
}

/** Every section with its pages, in their order. A new page is one entry here. */
export const SECTIONS: Section[] = [
  {
    path: 'chatbot',
    entry: 'rail',
    title: 'handling.title',
    icon: IconRobot,
    pages: [
      pageWithArea(
        'mode',
        {
          ability: 'automation.manage',
          title: 'handling.mode.title',
          icon: IconToggleRight,
          area: 'chatbot',
        },
        async () => (await import('../features/chatbot/components/mode-page.tsx')).ModePage,
      ),
      pageWithArea(
        'assistants',
        {
          ability: 'automation.manage',
          title: 'handling.assistants.title',
          icon: IconSparkles,
          area: 'chatbot',
        },
        async () => (await import('../features/chatbot/components/assistants-page.tsx')).AssistantsPage,
      ),
      pageWithArea(
        'keys',
        { ability: 'automation.manage', title: 'handling.keys.title', icon: IconKey, area: 'chatbot' },
        async () => (await import('../features/chatbot/components/keys-page.tsx')).KeysPage,
      ),
      pageWithArea(
        'automation',
        {
          ability: 'automation.read',
          title: 'handling.automation.title',
          icon: IconActivity,
          area: 'chatbot',
        },
        async () => (await import('../features/chatbot/components/automation-page.tsx')).AutomationPage,
      ),
    ],
  },
  {
    path: 'settings',
    entry: 'rail',
    title: 'settings.title',
    icon: IconSettings,
    pages: [
      page(
        'company',
        { ability: 'company.manage', title: 'company.title', icon: IconBuilding },
        async () => (await import('../features/settings-company/components/company-page.tsx')).CompanyPage,
      ),
      page(
        'people',
        { ability: 'people.manage', title: 'people.title', icon: IconUsers },
        async () => (await import('../features/settings-people/components/people-page.tsx')).PeoplePage,
      ),
      page(
        'roles',
        { ability: 'people.manage', title: 'roles.title', icon: IconListCheck },
        async () => (await import('../features/settings-people/components/roles-page.tsx')).RolesPage,
      ),
      page(
        'channels',
        { ability: 'channels.manage', title: 'channels.title', icon: IconPlugConnected },
        async () => (await import('../features/settings-channels/components/channels-page.tsx')).ChannelsPage,
      ),
      page(
        'mail',
        { ability: 'company.manage', title: 'mail.title', icon: IconMail },
        async () => (await import('../features/settings-mail/components/mail-page.tsx')).MailPage,
      ),
      page(
        'queues',
        { ability: 'queues.manage', title: 'queues.title', icon: IconStack2 },
        async () => (await import('../features/settings-queues/components/queues-page.tsx')).QueuesPage,
      ),
      page(
        'tags',
        { ability: 'tags.manage', title: 'tags.title', icon: IconTags },
        async () => (await import('../features/settings-tags/components/tags-page.tsx')).TagsPage,
      ),
      page(
        'hours',
        { ability: 'hours.manage', title: 'hours.title', icon: IconClockHour4 },
        async () => (await import('../features/settings-hours/components/hours-page.tsx')).HoursPage,
      ),
      page(
        'audit',
        { ability: 'audit.read', title: 'audit.title', icon: IconHistory },
        async () => (await import('../features/settings-audit/components/audit-page.tsx')).AuditPage,
      ),
    ],
  },
  {
    path: 'announcements',
    entry: 'rail',
    title: 'announcements.title',
    icon: IconSpeakerphone,
    Badge: UnseenBadge,
    pages: [
      page(
        'board',
        { ability: 'announcements.read', title: 'announcements.title', icon: IconSpeakerphone },
        async () =>
          (await import('../features/announcements/components/announcements-page.tsx')).AnnouncementsPage,
      ),
    ],
  },
  {
    path: 'profile',
    entry: 'account',
    title: 'profile.title',
    icon: IconUserCircle,
    pages: [
      page(
        'me',
        { ability: null, title: 'profile.me.title', icon: IconUserCircle },
        async () => (await import('../features/profile/components/me-page.tsx')).MePage,
      ),
      page(
        'look',
        { ability: null, title: 'profile.look.title', icon: IconPalette },
        async () => (await import('../features/profile/components/look-page.tsx')).LookPage,
      ),
      page(
        'notifications',
        { ability: null, title: 'profile.notices.title', icon: IconBell },
        async () => (await import('../features/profile/components/notices-page.tsx')).NoticesPage,
      ),
      page(
        'security',
        { ability: null, title: 'profile.security.title', icon: IconLock },
        async () => (await import('../features/profile/components/security-page.tsx')).SecurityPage,
      ),
    ],
  },
];
