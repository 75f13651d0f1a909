/** A table of the families' pages. */
import type { ComponentChildren } from "preact";

/**
 * A table under the heads of its columns, `null` over the heads of its rows. Too wide for the window,
 * it scrolls for itself.
 */
export function Table(props: {
  heads: ComponentChildren[];
  class?: string;
  children: ComponentChildren;
}) {
  const { heads, class: name, children } = props;
  return (
    <div class="wide">
      <table class={name}>
        <thead>
          <tr>
            {heads.map((head, i) => {
              const key = String(i);
              if (head === null) return <td key={key} />;
              return (
                <th key={key} scope="col">
                  {head}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
