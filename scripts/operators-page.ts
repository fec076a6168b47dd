import { operatorFamilies } from '../src/graph/index.ts';

/** The page that lists every operator of the differentiable set. */
export function operatorsPage(): string {
  const families = operatorFamilies.map(({ name, operators, compositions }) => {
    const rows = operators.map(
      ({ operator, functions, nodes, shape, gradient }) =>
        `| ${operator.name} | ${code(functions)} | ${nodes.join(', ')} | ${shape} | ${gradient} |`,
    );
    const composed = compositions.map(
      each => `| \`${each.name}\` | ${each.formula} | ${each.operators.join(', ')} |`,
    );
    return `## ${name[0].toUpperCase()}${name.slice(1)}

Cases: \`src/graph/operators/fixture/${name}.ts\`.

| operator | made by | ONNX nodes | shape | gradient |
|---|---|---|---|---|
${rows.join('\n')}
${composed.length === 0 ? '' : `\n| composed | of | operators |\n|---|---|---|\n${composed.join('\n')}\n`}`;
  });
  return `# Operators

What a graph can be built of and differentiated through, written as ONNX opset 18. \`src/graph/operators/operators.test.ts\` runs every case of every operator: the shape that its rule says, its gradients and the gradients of these against finite differences, and the nodes named here. \`checker.test.ts\` has the same cases read by \`onnx.checker\`, shapes inferred strictly; \`layers.test.ts\` compares layers and two small transformer blocks with PyTorch; \`edges.test.ts\` holds what is chosen where a derivative does not exist; \`refusals.test.ts\` what is refused.

A size may be a name ("N"). Sizes that follow from names are named by the arithmetic that makes them ("N*4", "T + 1"). "none: flat" means that nothing flows back, because the derivative is 0 almost everywhere; any other "none" is refused by name when the gradient is built.

${families.join('\n')}`;
}

function code(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
