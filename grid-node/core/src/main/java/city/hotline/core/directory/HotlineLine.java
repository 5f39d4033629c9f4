package city.hotline.core.directory;

/**
 * A line that calls come in over.
 *
 * @param code the number, five digits
 * @param name in Chinese
 * @param queue the queue of a floor that it feeds
 */
public record HotlineLine(String code, String name, String queue) {}
