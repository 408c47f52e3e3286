import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import type { FilePricing } from '../../../schema/price.ts';
import { IntrospectionCost } from './introspection-cost.ts';
import { argumentsOf, isIncluded, type PreparedOperation } from './selection-walk.ts';

export interface CostLimits {
  /** Maximum cost of an operation, in the units of `schema/price.ts`. */
  readonly cost: number;
  /** Maximum nesting depth of fields. */
  readonly depth: number;
}

export interface Cost {
  readonly cost: number;
  /** Depth of fields. */
  readonly depth: number;
}

/** Assumed length of lists that do not declare one. */
const usualListLength = 10;

/** Possible values of a field's `complexity` in Pothos' complexity plugin. */
type Complexity = number | { readonly field?: number; readonly multiplier?: number };

/** Thrown to stop the traversal. */
export class TooDeep extends Error {}

/**
 * Computes the cost of an operation before it runs: the price of each field, with entry prices multiplied by list
 * length. Pothos' own calculation does not support introspection or parent arguments, and gives up at the first invalid
 * variable.
 */
export class OperationCost {
  readonly #schema: GraphQLSchema;
  readonly #operation: PreparedOperation;
  readonly #depthLimit: number;
  readonly #introspection: IntrospectionCost;
  readonly #known = new Map<SelectionSetNode, Map<string, Cost>>();

  constructor(schema: GraphQLSchema, operation: PreparedOperation, limits: CostLimits) {
    this.#schema = schema;
    this.#operation = operation;
    this.#depthLimit = limits.depth;
    this.#introspection = new IntrospectionCost(schema, operation, limits.cost);
  }

  /** @throws TooDeep */
  of({ operation, selectionSet }: OperationDefinitionNode): Cost {
    const root = this.#schema.getRootType(operation);
    if (!root) throw new Error(`The schema has no ${operation}.`);
    return this.#selections(selectionSet, root, 0, 0);
  }

  /** @param filePrice price of the bytes of the file chosen by a field above. */
  #selections(set: SelectionSetNode, type: GraphQLNamedType, filePrice: number, level: number): Cost {
    const key = `${type.name} ${filePrice}`;
    let known = this.#known.get(set);
    if (!known) {
      known = new Map();
      this.#known.set(set, known);
    }
    const before = known.get(key);
    if (before && level + before.depth <= this.#depthLimit) return before;
    let cost = 0;
    let depth = 0;
    for (const selection of set.selections) {
      if (!isIncluded(selection, this.#operation)) continue;
      const part =
        selection.kind === Kind.FIELD
          ? this.#field(selection, type, filePrice, level)
          : this.#fragment(selection, type, filePrice, level);
      cost += part.cost;
      depth = Math.max(depth, part.depth);
    }
    const result = { cost, depth };
    known.set(key, result);
    return result;
  }

  #fragment(
    node: Exclude<SelectionSetNode['selections'][number], FieldNode>,
    type: GraphQLNamedType,
    filePrice: number,
    level: number,
  ): Cost {
    const fragment =
      node.kind === Kind.INLINE_FRAGMENT ? node : this.#operation.fragments.get(node.name.value);
    if (!fragment) return { cost: 0, depth: 0 };
    const name = fragment.typeCondition?.name.value;
    const inside = name === undefined ? type : (this.#schema.getType(name) ?? type);
    return this.#selections(fragment.selectionSet, inside, filePrice, level);
  }

  #field(node: FieldNode, type: GraphQLNamedType, filePrice: number, level: number): Cost {
    if (level + 1 > this.#depthLimit) throw new TooDeep();
    const name = node.name.value;
    if (name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name) {
      return { cost: this.#introspection.of(node), depth: 1 };
    }
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    // `__typename` of any type.
    if (!field) return { cost: 1, depth: 1 };
    const pricing = this.#pricing(field, node, filePrice);
    // It fails before any of its fields are resolved.
    if (pricing === null) return { cost: 1, depth: 1 };
    const { price, entries, chosenFilePrice } = pricing;
    if (!node.selectionSet) return { cost: price, depth: 1 };
    const inside = this.#selections(node.selectionSet, getNamedType(field.type), chosenFilePrice, level + 1);
    return { cost: price + entries * inside.cost, depth: 1 + inside.depth };
  }

  #pricing(field: GraphQLField<unknown, unknown>, node: FieldNode, filePrice: number) {
    const {
      complexity,
      filePrice: choose,
      needsFile,
    } = field.extensions as FilePricing & {
      complexity?: Complexity | ((args: Record<string, unknown>) => Complexity);
    };
    const depends = typeof complexity === 'function' || choose !== undefined;
    const args = depends ? argumentsOf(field, node, this.#operation) : {};
    if (args === null) return null;
    const stated = typeof complexity === 'function' ? complexity(args) : complexity;
    const { field: own = 1, multiplier = undefined } =
      typeof stated === 'number' ? { field: stated } : (stated ?? {});
    return {
      price: needsFile ? filePrice : own,
      entries: multiplier ?? (isList(field.type) ? usualListLength : 1),
      chosenFilePrice: choose ? choose(args) : filePrice,
    };
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
