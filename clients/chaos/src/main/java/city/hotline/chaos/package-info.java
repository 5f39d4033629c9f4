/**
 * Breaks a grid on purpose while it works, and proves that nothing acknowledged was lost or done
 * twice. Stands outside of the grid: it knows the language and the client, none of the rules.
 */
@NullMarked
package city.hotline.chaos;

import org.jspecify.annotations.NullMarked;
