/**
 * Only what is acknowledged is seen, in order, by whoever asks, from wherever they left off (DESIGN
 * D6).
 *
 * <p>Here the call's records leave the grid: each owner keeps the newest in memory and reads older
 * ones from the journal; readers pull at their own pace, so that a slow one costs nobody anything.
 */
@NullMarked
package city.hotline.node.feed;

import org.jspecify.annotations.NullMarked;
