package city.hotline.city;

import city.hotline.client.Directory;
import city.hotline.client.HotlineClient;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.PlaceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the people of the city know of it, as the grid's directory lists it. Immutable.
 *
 * @param districts codes of the districts, the city itself left out
 * @param streets codes of the streets and towns of each district
 * @param classes codes of the classes an order can have
 */
record Places(List<String> districts, Map<String, List<String>> streets, List<String> classes) {

  static final String CITY = "110000";

  /** Asks the grid. */
  static Places of(Directory directory) {
    var districts = new ArrayList<String>();
    var streets = new LinkedHashMap<String, List<String>>();
    for (Place district : HotlineClient.await(directory.places(""))) {
      if (district.getKind() == PlaceKind.PLACE_KIND_DISTRICT && !district.getCode().equals(CITY)) {
        districts.add(district.getCode());
        streets.put(
            district.getCode(),
            HotlineClient.await(directory.places(district.getCode())).stream()
                .map(Place::getCode)
                .toList());
      }
    }
    List<OrderClass> all = HotlineClient.await(directory.classes(""));
    int lowest = all.stream().mapToInt(OrderClass::getLevel).max().orElse(0);
    List<String> classes =
        all.stream().filter(c -> c.getLevel() == lowest).map(OrderClass::getCode).toList();
    if (districts.isEmpty() || classes.isEmpty()) {
      throw new IllegalStateException("The grid's directory lists no districts or no classes.");
    }
    return new Places(List.copyOf(districts), Map.copyOf(streets), classes);
  }
}
