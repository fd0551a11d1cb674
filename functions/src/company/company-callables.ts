import { defineCallable } from '../platform/callable.ts';
import { saveCompany } from './save-company.ts';

export const companyCallables = {
  saveCompany: defineCallable('saveCompany', saveCompany),
};
