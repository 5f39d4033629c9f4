/** The nodes as processes of their own, and what can be done to them. */
@NullMarked
package city.hotline.chaos.stage;

import org.jspecify.annotations.NullMarked;
