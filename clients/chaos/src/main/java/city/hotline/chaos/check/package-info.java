/**
 * Judges a run by what is left of it: the journals of all nodes against the history of what was
 * seen from outside. Shares no code with the grid's rules; knows the language only.
 */
@NullMarked
package city.hotline.chaos.check;

import org.jspecify.annotations.NullMarked;
