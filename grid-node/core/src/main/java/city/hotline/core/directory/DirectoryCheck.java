package city.hotline.core.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whether files can follow the built-in ones while a grid runs. Districts, streets and towns must
 * be the same, because each has a docket that was founded with the grid; schemes and questions,
 * too: they are dated themselves, and answers of one month are counted in one way. Stateless.
 */
public final class DirectoryCheck {

  private DirectoryCheck() {}

  private static final List<String> SAME = List.of(RateSchemes.FILE, FollowUpScripts.FILE);

  /**
   * What forbids it, one thing a line; empty where nothing does.
   *
   * @throws BrokenDirectory when the files make no directory at all
   */
  public static List<String> troubles(DirectoryPack next) {
    List<String> troubles = dockets(next.directory(), Directory.beijing());
    DirectoryPack builtIn = DirectoryPack.builtIn();
    for (String name : SAME) {
      if (!next.hasAsIn(builtIn, name)) {
        troubles.add(name + " is another one (expected: the built-in one, which is dated itself)");
      }
    }
    return troubles.subList(0, Math.min(troubles.size(), Troubles.MOST));
  }

  private static List<String> dockets(Directory next, Directory before) {
    Map<String, List<String>> was = dockets(before);
    Map<String, List<String>> is = dockets(next);
    TreeSet<String> districts = new TreeSet<>(was.keySet());
    districts.addAll(is.keySet());
    List<String> troubles = new ArrayList<>();
    for (String district : districts) {
      TreeSet<String> gone = new TreeSet<>(was.getOrDefault(district, List.of()));
      TreeSet<String> come = new TreeSet<>(is.getOrDefault(district, List.of()));
      come.removeAll(gone);
      is.getOrDefault(district, List.of()).forEach(gone::remove);
      gone.forEach(code -> troubles.add(code + " is missing" + EXPECTED));
      come.forEach(code -> troubles.add(code + " is new" + EXPECTED));
    }
    return troubles;
  }

  private static final String EXPECTED =
      " (expected: the districts, streets and towns that the grid was founded with)";

  private static Map<String, List<String>> dockets(Directory directory) {
    Map<String, List<String>> dockets = new HashMap<>();
    directory
        .districts()
        .forEach(place -> dockets.put(place.getCode(), directory.docketsOf(place.getCode())));
    return dockets;
  }
}
