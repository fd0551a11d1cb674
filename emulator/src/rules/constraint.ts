import { equals, isListElement } from './equality.ts';
import { orderOf } from './ordering.ts';
import type { RulesList, RulesValue } from './values.ts';

interface Bound {
  value: RulesValue;
  inclusive: boolean;
}

/**
 * What a query promises about a field that it does not pin to one value. Every test answers true or false only
 * when it holds, or fails, for each value that the query lets through, else undefined.
 */
export class Constraint {
  /** The value is one of these. */
  oneOf: RulesList | null = null;
  lower: Bound | null = null;
  upper: Bound | null = null;
  excluded: RulesValue[] = [];
  /** The value is a list with every one of these elements. */
  contains: RulesValue[] = [];
  /** For each entry, the value is a list with at least one of its elements. */
  containsAny: RulesList[] = [];

  equalTo(other: RulesValue): boolean | undefined {
    if (this.oneOf) return agreed(this.oneOf.map((value) => equals(value, other)));
    if (this.excluded.some((value) => equals(value, other))) return false;
    if (this.#isOutside(other)) return false;
    return this.#isList() && !Array.isArray(other) ? false : undefined;
  }

  /** `this operator other` for the four orders. */
  ordered(operator: '<' | '<=' | '>' | '>=', other: RulesValue): boolean | undefined {
    if (this.oneOf) return agreed(this.oneOf.map((value) => holds(operator, orderOf(value, other))));
    const below = operator === '<' || operator === '<=';
    const strict = operator === '<' || operator === '>';
    const near = below ? this.upper : this.lower;
    const far = below ? this.lower : this.upper;
    // Below: certain when the upper bound is below `other`, impossible when the lower bound is not.
    const side = below ? 1 : -1;
    const nearOrder = near && orderOf(near.value, other);
    if (near && typeof nearOrder === 'number') {
      const distance = nearOrder * side;
      if (distance < 0 || (distance === 0 && (!strict || !near.inclusive))) return true;
    }
    const farOrder = far && orderOf(far.value, other);
    if (far && typeof farOrder === 'number') {
      const distance = farOrder * side;
      if (distance > 0 || (distance === 0 && (strict || !far.inclusive))) return false;
    }
    return undefined;
  }

  /** `this in list`. */
  in(list: RulesList): boolean | undefined {
    if (this.oneOf) return agreed(this.oneOf.map((value) => isListElement(value, list)));
    return list.every((element) => this.equalTo(element) === false) ? false : undefined;
  }

  /** `value in this`. */
  includes(value: RulesValue): boolean | undefined {
    if (isListElement(value, this.contains)) return true;
    return this.containsAny.some((elements) => elements.every((element) => equals(element, value)))
      ? true
      : undefined;
  }

  hasAll(list: RulesList): boolean | undefined {
    return list.every((element) => this.includes(element)) ? true : undefined;
  }

  hasAny(list: RulesList): boolean | undefined {
    const isMet =
      list.some((element) => this.includes(element)) ||
      this.containsAny.some((elements) => elements.every((element) => isListElement(element, list)));
    return isMet ? true : undefined;
  }

  /** `this is type`, judged by `isOfType` on each value that stands for the rest. */
  is(isOfType: (value: RulesValue) => boolean): boolean | undefined {
    if (this.oneOf) return agreed(this.oneOf.map(isOfType));
    if (this.#isList()) return isOfType([]);
    const bound = this.lower ?? this.upper;
    if (!bound) return undefined;
    // A range over numbers lets ints and floats through.
    if (typeof bound.value === 'bigint' || typeof bound.value === 'number') {
      return agreed([isOfType(0n), isOfType(0)]);
    }
    return isOfType(bound.value);
  }

  #isList(): boolean {
    return this.contains.length > 0 || this.containsAny.length > 0;
  }

  #isOutside(other: RulesValue): boolean {
    return isBeyond(this.lower, other, 1) || isBeyond(this.upper, other, -1);
  }
}

/** Range filters match values of the bound's type only, so a value without an order to it is outside too. */
function isBeyond(bound: Bound | null, other: RulesValue, side: 1 | -1): boolean {
  if (!bound) return false;
  const order = orderOf(bound.value, other);
  if (order === undefined) return true;
  return order * side > 0 || (order === 0 && !bound.inclusive);
}

function holds(operator: '<' | '<=' | '>' | '>=', order: number | undefined): boolean | undefined {
  if (order === undefined) return undefined;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** The common answer, or undefined when there is none. */
function agreed(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const first = answers[0];
  return answers.every((answer) => answer === first) ? first : undefined;
}
