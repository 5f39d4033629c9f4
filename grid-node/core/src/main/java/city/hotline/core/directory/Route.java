package city.hotline.core.directory;

import java.util.List;

/**
 * Where an order goes, and why.
 *
 * @param rule the row of {@code routing.csv} that decided
 * @param lead the unit that leads
 * @param with units that help it, without it, at most three
 * @param because what the row says, and what it matched
 */
public record Route(String rule, String lead, List<String> with, String because) {}
