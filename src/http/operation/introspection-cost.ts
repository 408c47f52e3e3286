import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { argumentsOf, isIncluded, type PreparedOperation } from './selection-walk.ts';

/**
 * Computes the exact cost of introspection by traversing the schema like the executor, because its lists vary widely in
 * length. Equal selections on one element are counted once and reused.
 */
export class IntrospectionCost {
  readonly #schema: GraphQLSchema;
  readonly #operation: PreparedOperation;
  readonly #limit: number;
  readonly #counts = new Map<SelectionSetNode, Map<unknown, number>>();
  #visited = 0;

  /** @param limit at which counting may stop; the cost is larger then. */
  constructor(schema: GraphQLSchema, operation: PreparedOperation, limit: number) {
    this.#schema = schema;
    this.#operation = operation;
    this.#limit = limit;
  }

  /** Cost of `__schema` or `__type`; above the limit if counting stopped early. */
  of(node: FieldNode): number {
    const field = node.name.value === SchemaMetaFieldDef.name ? SchemaMetaFieldDef : TypeMetaFieldDef;
    return this.#field(field, node, undefined);
  }

  #field(field: GraphQLField<unknown, unknown>, node: FieldNode, parent: unknown): number {
    this.#visited++;
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isObjectType(type)) return 1;
    const args = argumentsOf(field, node, this.#operation);
    if (args === null) return 1;
    // Introspection resolvers use only the schema.
    const info = { schema: this.#schema } as GraphQLResolveInfo;
    const found: unknown = field.resolve?.(parent, args, undefined, info);
    const values = Array.isArray(found) ? found : [found];
    let count = 1;
    for (const value of values) {
      if (value != null) count += this.#selections(node.selectionSet, type, value);
    }
    return count;
  }

  #selections(set: SelectionSetNode, type: GraphQLObjectType, value: unknown): number {
    let counts = this.#counts.get(set);
    if (!counts) {
      counts = new Map();
      this.#counts.set(set, counts);
    }
    const known = counts.get(value);
    if (known !== undefined) return known;
    let count = 0;
    for (const selection of set.selections) {
      // The limit is exceeded.
      if (this.#visited > this.#limit) return this.#visited;
      if (!isIncluded(selection, this.#operation)) continue;
      if (selection.kind === Kind.FIELD) {
        const field = type.getFields()[selection.name.value];
        count += field ? this.#field(field, selection, value) : 1;
      } else {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection
            : this.#operation.fragments.get(selection.name.value);
        if (fragment) count += this.#selections(fragment.selectionSet, type, value);
      }
    }
    counts.set(value, count);
    return count;
  }
}
