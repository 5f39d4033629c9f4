package city.hotline.kamailio;

/**
 * What the adapter counted since it began.
 *
 * @param arrived calls that Kamailio told of
 * @param answered of these, connected with a seat
 * @param over of these, over
 * @param open calls that are not over
 * @param inGrid of the open ones, those the grid has acknowledged
 */
public record SwitchFigures(long arrived, long answered, long over, int open, int inGrid) {}
