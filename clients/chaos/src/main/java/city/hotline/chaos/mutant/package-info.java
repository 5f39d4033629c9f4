/** Defects put into the product on purpose: a checker that does not find them proves nothing. */
@NullMarked
package city.hotline.chaos.mutant;

import org.jspecify.annotations.NullMarked;
