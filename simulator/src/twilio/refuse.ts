import type { Response } from 'express';

/** Answers as Twilio does when it takes nothing: https://www.twilio.com/docs/api/errors */
export function refuse(response: Response, status: number, code: number, message: string): void {
  response
    .status(status)
    .json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}
