package city.hotline.core.directory;

import city.hotline.proto.directory.v1.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places by what they are called: their official names, these without what kind of place they are,
 * and their aliases. Many are called alike, so a name can mean several. Immutable.
 */
final class PlaceNames {

  /** What official names end with, the longer ones first. */
  private static final List<String> KINDS =
      List.of(
          "社区居民委员会", "社区居委会", "村民委员会", "街道办事处", "地区办事处", "居委会", "村委会", "社区", "街道", "地区", "镇", "乡",
          "区", "村");

  private final Map<String, List<Place>> byName = new HashMap<>();

  PlaceNames(Collection<Place> places, Map<String, Place> aliases) {
    for (Place place : places) {
      add(place.getName(), place);
      String bare = bare(place.getName());
      if (!bare.equals(place.getName())) {
        add(bare, place);
      }
    }
    aliases.forEach(this::add);
    byName.values().forEach(called -> called.sort(LARGER_FIRST));
  }

  private static final Comparator<Place> LARGER_FIRST =
      Comparator.comparing(Place::getKind).thenComparing(Place::getCode);

  private void add(String name, Place place) {
    List<Place> called = byName.computeIfAbsent(name, n -> new ArrayList<>(1));
    if (!called.contains(place)) {
      called.add(place);
    }
  }

  /** A name of one character says nothing, so it keeps its kind. */
  private static String bare(String name) {
    for (String kind : KINDS) {
      if (name.endsWith(kind) && name.length() >= kind.length() + 2) {
        return name.substring(0, name.length() - kind.length());
      }
    }
    return name;
  }

  List<Place> called(String name) {
    return List.copyOf(byName.getOrDefault(name, List.of()));
  }
}
