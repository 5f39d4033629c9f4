/**
 * What citizens answered becomes rates: sums of what the ledger holds, counted by a scheme, by whom
 * and over which days one likes, and ranked.
 *
 * <p>Here the follow-up's answer, long given, decides how high a street, a district or a department
 * stands. Nothing here changes anything: the same answers can be counted by any scheme, again and
 * again.
 */
@NullMarked
package city.hotline.core.rates;

import org.jspecify.annotations.NullMarked;
