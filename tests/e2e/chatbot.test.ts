import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ADMIN } from '../../scripts/lib/stack.ts';
import { control } from '../../simulator/testing/control.ts';
import { findAccessibilityFaults } from '../support/accessibility.ts';
import { dismissNotices, picture, signIn } from '../support/journey.ts';
import { useApp } from '../support/use-app.ts';

const ASKING = '+12025550188';
const CHOOSING = '+12025550189';
const COMPANY_PHONE = '+14155550100';
const GIFT_CARDS = 'Gift cards come in 500 and 1,000 pesos and are valid for two years.';

/** An admin puts an AI and then a bot on a channel; customers write to them. Each step stands on the one before. */
describe('ChatBot in the browser', () => {
  const app = useApp({ aiMode: 'knowledge' });
  let context: BrowserContext;
  let page: Page;
  let phone: Page;

  const go = (path: string) => page.goto(`${app.stack.urls.app}${path}`);
  const phoneLog = () => phone.getByRole('log', { name: 'Messages' });
  const openPhone = (number: string) => {
    const query = new URLSearchParams({ phone: number, channel: 'whatsapp', company: COMPANY_PHONE });
    return phone.goto(`${app.stack.simulator.url}/?${query.toString()}`);
  };
  const phoneWrites = async (text: string) => {
    await phone.getByRole('textbox', { name: 'Message' }).fill(text);
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await phoneLog().getByText(text).first().waitFor();
  };
  const openConversation = async (tab: string, number: string) => {
    await go(`/chat/${tab}`);
    await page.getByRole('region', { name: 'Conversations' }).getByText(number).first().click();
    await page.getByRole('log', { name: 'Messages' }).waitFor();
  };
  const log = () => page.getByRole('log', { name: 'Messages' });
  const answersOfNora = () => log().getByRole('article').filter({ hasText: 'Nora' });
  const openAssistant = async (name: string, tab: string) => {
    await go('/chatbot/assistants');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('navigation', { name: 'Parts of the assistant' }).getByText(tab).click();
  };
  /** What the look-alike of the AI does wrong next. */
  const trouble = (body: object) => control(app.stack.simulator, 'POST', 'ai/trouble', body);
  const expectAccessible = async () => expect(await findAccessibilityFaults(page)).toEqual([]);

  beforeAll(async () => {
    context = await app.newContext();
    page = await app.newPage(context);
    phone = await app.newPage();
    await signIn(page, app.stack, DEMO_ADMIN, app.stack.installation.demoPassword);
  });

  test('a key is kept masked, and the provider accepts it', async () => {
    await go('/chatbot/keys');
    const gemini = page.getByRole('article', { name: 'Google Gemini' });
    await gemini.getByRole('button', { name: 'Replace' }).click();
    await gemini.getByLabel('Key of Google Gemini').fill('sim-a-new-key-4711');
    await gemini.getByRole('button', { name: 'Save key' }).click();
    await gemini.getByText('••••4711').waitFor();
    await gemini.getByRole('button', { name: 'Test the key' }).click();
    await gemini.getByText('The provider accepts the key.').waitFor();
  });

  test('a key that the provider refuses is told', async () => {
    const openai = page.getByRole('article', { name: 'OpenAI' });
    await openai.getByRole('button', { name: 'Replace' }).click();
    for (const none of ['short', 'a key of many words']) {
      await openai.getByLabel('Key of OpenAI').fill(none);
      await openai.getByRole('button', { name: 'Save key' }).click();
      await openai.getByText('without spaces or accents').waitFor();
    }
    await openai.getByLabel('Key of OpenAI').fill('a-key-that-nobody-knows');
    expect(await openai.getByText('without spaces or accents').count()).toBe(0);
    await openai.getByRole('button', { name: 'Save key' }).click();
    await openai.getByText('••••nows').waitFor();
    await openai.getByRole('button', { name: 'Test the key' }).click();
    await openai.getByText('The provider refused the key.').waitFor();
    await dismissNotices(page);
    await expectAccessible();
    await picture(page, 'chatbot-keys');
  });

  test('an emptied limit stays empty and is not saved; what is typed then stands there', async () => {
    const answers = page.getByLabel('Answers per day');
    const unsaved = page.getByRole('region', { name: 'Unsaved changes' });
    await answers.press('ControlOrMeta+a');
    await answers.press('Backspace');
    expect(await answers.inputValue()).toBe('');
    await unsaved.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A number is missing.').waitFor();
    await expectAccessible();
    await answers.focus();
    await page.keyboard.type('400');
    expect(await answers.inputValue()).toBe('400');
    await unsaved.waitFor({ state: 'detached' }); // the limit of before
  });

  test('a new AI agent learns a text, and its training shows until it is done', async () => {
    await go('/chatbot/assistants');
    await page.getByRole('link', { name: 'Clara' }).waitFor();
    await expectAccessible();
    await page.getByRole('button', { name: 'New assistant' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'AI Agent' }).check({ force: true });
    await dialog.getByLabel('Name').fill('Nora');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Nora' }).waitFor();
    await expectAccessible();

    await page.getByRole('link', { name: 'Knowledge' }).click();
    await page.getByText('It knows nothing yet').waitFor();
    await page.getByRole('button', { name: 'Add text' }).click();
    await dialog.getByLabel('Name').fill('Gift cards');
    await dialog.getByLabel('Text').fill(GIFT_CARDS);
    await trouble({ kind: 'slow', delayMs: 5_000, on: 'embedding', times: 1 });
    await dialog.getByRole('button', { name: 'Save and train' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Gift cards' });
    await row.getByText('Training', { exact: true }).waitFor();
    await row.getByText('Trained', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('button', { name: 'Deactivate' }).waitFor();
  });

  test('it is tried without a customer, and says what its answer stands on', async () => {
    await page.getByRole('link', { name: 'Try it' }).click();
    const field = page.getByRole('textbox', { name: 'Message of the customer' });
    await field.fill('Do you have gift cards?');
    await field.press('Enter');
    await log().getByText(GIFT_CARDS).waitFor();
    await log().getByText('From Gift cards').waitFor();
    await field.fill('I want to talk to a person');
    await field.press('Enter');
    await log().getByText('It would hand over to people here').waitFor();
    await expectAccessible();
    await picture(page, 'chatbot-try');
  });

  test('the demo agent has prompt, examples, limits and trained knowledge', async () => {
    await openAssistant('Clara', 'Answers');
    await page.getByLabel('What it is told').waitFor();
    await page.getByText('is cut: 1,600 characters.').waitFor();
    await expectAccessible();
    await picture(page, 'chatbot-assistant');
    await page.getByRole('link', { name: 'Knowledge' }).click();
    await expect.poll(() => page.getByText('Trained', { exact: true }).count()).toBe(4);
    await expectAccessible();
    await picture(page, 'chatbot-knowledge');
  });

  test('half an example is a named problem, and one that says nothing is not kept', async () => {
    await page.getByRole('link', { name: 'Answers' }).click();
    const examples = page.getByRole('group', { name: 'Examples of your tone' });
    const fields = examples.getByRole('textbox', { name: /^Answer of example/ });
    const unsaved = page.getByRole('region', { name: 'Unsaved changes' });
    const add = examples.getByRole('button', { name: 'Add example' });
    await add.waitFor();
    const before = await fields.count();
    await add.click();
    await fields.last().fill('Hi there!');
    await unsaved.getByRole('button', { name: 'Save' }).click();
    await examples.getByText('Each example needs a question and an answer.').waitFor();
    await page.getByText('Something here is not right').waitFor();
    await expectAccessible();
    await fields.last().fill('');
    await unsaved.getByRole('button', { name: 'Save' }).click();
    await unsaved.waitFor({ state: 'detached' });
    await expect.poll(() => fields.count()).toBe(before);
  });

  test('it is put on a channel, and the switch says what starts', async () => {
    await go('/chatbot/mode');
    const choice = page.getByLabel('Assistant on WhatsApp');
    await choice.selectOption({ label: 'Nora' });
    await expect.poll(() => choice.isEnabled()).toBe(true);
    await expect.poll(() => choice.locator('option:checked').textContent()).toBe('Nora');
    await page.getByRole('radio', { name: 'AI Agent' }).first().check({ force: true });
    await page.getByRole('button', { name: 'Switch to AI Agent' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('AI Agent starts answering on WhatsApp.').waitFor();
    await expectAccessible();
    await dialog.getByRole('button', { name: 'Switch to AI Agent' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('On now').waitFor();
    await dismissNotices(page);
    await expectAccessible();
    await picture(page, 'chatbot-mode');
  });

  test('a customer asks, the AI answers, and the inbox says who it was', async () => {
    await openPhone(ASKING);
    await phoneWrites('Hello! Do gift cards come in pesos?');
    await phoneLog().getByText(GIFT_CARDS).waitFor();
    await openConversation('open', ASKING);
    await answersOfNora().getByText(GIFT_CARDS).waitFor();
    await page.getByRole('button', { name: 'Who answers: Nora' }).waitFor();
    await page.getByText('Nora answers this customer. When you send, you take over.').waitFor();
    await expectAccessible();
    await picture(page, 'conversation-ai');
  });

  test('who asks for a person waits for one', async () => {
    await phoneWrites('Can I talk to a person?');
    await log().getByText('Nora handed over').waitFor();
    await openConversation('waiting', ASKING);
    await log().getByText('Nora handed over').waitFor();
  });

  test('while a person answers the AI is silent', async () => {
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    const composer = page.getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill('Hello, this is Lucía. How can I help?');
    await composer.press('Enter');
    await phoneLog().getByText('this is Lucía').waitFor();
    const before = await answersOfNora().count();
    await phoneWrites('How long are gift cards valid?');
    await log().getByText('How long are gift cards valid?').waitFor();
    expect(await answersOfNora().count()).toBe(before);
    expect(await phoneLog().getByText(GIFT_CARDS).count()).toBe(1);
  });

  test('given back, the AI answers what waits', async () => {
    await page.getByRole('button', { name: /^Who answers/ }).click();
    await page.getByRole('menuitem', { name: 'Give back to Nora' }).click();
    await expect.poll(() => phoneLog().getByText(GIFT_CARDS).count()).toBe(2);
  });

  test('draft only: an answer waits, is changed and sent', async () => {
    await openAssistant('Nora', 'Answers');
    await page.getByRole('switch', { name: 'Draft only' }).check({ force: true });
    await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    await phoneWrites('One more: are gift cards valid for years?');
    await openConversation('open', ASKING);
    const draft = log().getByRole('article', { name: /Draft by Nora/ });
    await draft.waitFor();
    await dismissNotices(page);
    await expectAccessible();
    await picture(page, 'draft');
    await draft.getByLabel('Text of the draft').fill('a'.repeat(1610));
    await draft.getByText('10 characters too many for this channel.').waitFor();
    expect(await draft.getByRole('button', { name: 'Send draft' }).isDisabled()).toBe(true);
    await expectAccessible();
    await draft.getByLabel('Text of the draft').fill('They are valid for two years, and we extend them.');
    const [asked] = await Promise.all([
      page.waitForEvent('dialog'),
      page.evaluate('setTimeout(() => location.reload())'),
    ]);
    await asked.dismiss();
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    // The section leads on to its first page, and going back before that would be overtaken.
    await page.getByRole('heading', { name: 'Company', exact: true }).waitFor();
    await page.goBack();
    await draft.getByRole('button', { name: 'Send draft' }).click();
    await phoneLog().getByText('and we extend them').waitFor();
    await log().getByText('Draft sent').waitFor();
  });

  test('who was slower than a colleague keeps the own text to copy', async () => {
    await phoneWrites('Please tell me, are gift cards valid for two years?');
    const draft = log().getByRole('article', { name: /Draft by Nora/ });
    await draft.getByLabel('Text of the draft').fill('Two years, and longer if you ask.');
    const colleague = await app.newPage(context);
    await colleague.goto(page.url());
    await colleague.getByRole('button', { name: 'Discard', exact: true }).click();
    await log().getByText('Somebody else decided this draft first.').waitFor();
    await expectAccessible();
    await colleague.close();
    expect(await log().getByLabel('Your text for the draft').inputValue()).toBe(
      'Two years, and longer if you ask.',
    );
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await log().getByRole('button', { name: 'Copy', exact: true }).click();
    await log().getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Two years, and longer if you ask.');
    await log().getByRole('button', { name: 'Dismiss' }).click();
    await log().getByText('Somebody else decided this draft first.').waitFor({ state: 'detached' });
  });

  test('a draft that the customer has written past is shown as outdated', async () => {
    await phoneWrites('In pesos, which gift cards come?');
    await log().getByRole('button', { name: 'Send draft' }).waitFor();
    await phoneWrites('And which gift cards do you recommend?');
    const outdated = log().getByRole('article', { name: /Outdated draft by Nora/ });
    await outdated.getByText('The customer has written since').waitFor();
    expect(await outdated.getByRole('button', { name: 'Send draft' }).count()).toBe(0);
    await log()
      .getByRole('article', { name: /Draft by Nora/ })
      .waitFor();
    await outdated.getByRole('button', { name: 'Discard' }).click();
    await outdated.waitFor({ state: 'detached' });
    await expect.poll(() => log().getByText('Draft discarded').count()).toBe(2); // with the one before
  });

  test('switching to the bot says that the AI stops, and where', async () => {
    await go('/chatbot/mode');
    await page.getByRole('radio', { name: 'ChatBot' }).first().check({ force: true });
    await page.getByRole('button', { name: 'Switch to ChatBot' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('AI Agent stops answering on WhatsApp.').waitFor();
    await dialog.getByText('It holds 1 open conversation.').waitFor();
    await picture(page, 'chatbot-mode-dialog');
    await dialog.getByRole('button', { name: 'Switch to ChatBot' }).click();
    await page.getByText('ChatBot is on.').waitFor();
  });

  test('a customer walks the menu of the bot by numbers, to the people of a queue', async () => {
    await openPhone(CHOOSING);
    await phoneWrites('Hi');
    await phoneLog().getByText('3. Return or exchange').waitFor();
    await phoneWrites('3');
    await phoneLog().getByText('1. Another size').waitFor();
    await phoneWrites('1');
    await phoneLog().getByText('our team for returns takes care of it').waitFor();
    await openConversation('waiting', CHOOSING);
    await log().getByText('Front desk handed over to Returns').waitFor();
  });

  test('the bot is edited and tested beside its steps', async () => {
    await openAssistant('Front desk', 'Steps');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    const pane = page.getByRole('region', { name: 'Test' });
    await pane.getByRole('textbox', { name: 'Write as the customer' }).fill('Hi');
    await pane.getByRole('button', { name: 'Send' }).click();
    await pane.getByText('welcome to Colibrí Shoes').waitFor();
    await pane.getByRole('button', { name: '3. Return or exchange' }).click();
    await pane.getByText('unworn and in their box').waitFor();
    await expectAccessible();
    await picture(page, 'chatbot-bot-editor');
  });

  test('an emptied priority of a rule is a named problem, and the bot is not saved', async () => {
    const priority = page.getByLabel('Priority of rule 1');
    const before = await priority.inputValue();
    await priority.fill('');
    await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Something here is not right').waitFor();
    await page.getByRole('button', { name: 'Rule 1 Priority: 1 to 999.' }).click();
    expect(await page.evaluate('document.activeElement?.id')).toBe('bot-rule-0-priority');
    await expectAccessible();
    await page.keyboard.type(before);
    expect(await priority.inputValue()).toBe(before);
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
  });

  test('the name of an answer is typed freely, and is a named problem of its step while it is none', async () => {
    const step = page.getByRole('region', { name: /Question/ });
    await step.getByRole('button', { expanded: false }).first().click();
    const name = step.getByLabel('Keep the answer as');
    const before = await name.inputValue();
    await name.fill('');
    await step.getByText('Give the answer a name').waitFor();
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByText('Something here is not right').waitFor();
    await expectAccessible();
    await name.pressSequentially('Order  Number');
    expect(await name.inputValue()).toBe('Order  Number');
    await name.blur();
    expect(await name.inputValue()).toBe(before);
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
  });

  test('Automation shows what was done, and takes a question into the knowledge', async () => {
    await go('/chatbot/automation');
    const activity = page.getByRole('region', { name: 'Recent activity' });
    await activity.getByText('the customer asked for a person').first().waitFor();
    await page.getByRole('progressbar', { name: /Answers: \d+ of 400/ }).waitFor();
    await expectAccessible();
    await picture(page, 'chatbot-automation');
    const questions = page.getByRole('region', { name: 'Questions without an answer' });
    await expect.poll(() => questions.getByRole('listitem').count()).toBe(2);
    await questions.getByRole('button', { name: 'Add to knowledge' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Answer').fill('Sim, em todas as lojas.');
    await dialog.getByRole('button', { name: 'Save and train' }).click();
    await page.getByText('Clara is learning it.').waitFor();
    await expect.poll(() => questions.getByRole('listitem').count()).toBe(1);
  });

  test('every page fits a phone and the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const path of ['mode', 'assistants', 'keys', 'automation']) {
      await go(`/chatbot/${path}`);
      await page.locator('.settings-page h2').first().waitFor();
      await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count()).toBe(0);
      const overflow = await page.evaluate<boolean>(
        `[document.documentElement, ...document.querySelectorAll('.section-body, .settings-page')]
          .some((element) => element.scrollWidth > element.clientWidth + 1)`,
      );
      expect(overflow, path).toBe(false);
      await expectAccessible();
      await picture(page, `chatbot-${path}-phone-dark`);
    }
  });
});
