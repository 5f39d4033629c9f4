package city.hotline.city;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Where people live: each district's share of the city. Residents of 2023, in ten thousands. */
final class Population {

  private static final Map<String, Integer> RESIDENTS =
      Map.ofEntries(
          Map.entry("110101", 70),
          Map.entry("110102", 110),
          Map.entry("110105", 344),
          Map.entry("110106", 201),
          Map.entry("110107", 56),
          Map.entry("110108", 312),
          Map.entry("110109", 39),
          Map.entry("110111", 131),
          Map.entry("110112", 184),
          Map.entry("110113", 133),
          Map.entry("110114", 227),
          Map.entry("110115", 199),
          Map.entry("110116", 44),
          Map.entry("110117", 46),
          Map.entry("110118", 53),
          Map.entry("110119", 34));

  /** For a directory that is not Beijing's. */
  private static final int ELSEWHERE = 100;

  private final Map<String, Double> shares = new LinkedHashMap<>();

  Population(List<String> districts) {
    double sum = districts.stream().mapToInt(Population::residents).sum();
    districts.forEach(district -> shares.put(district, residents(district) / sum));
  }

  /** Share of the city, 0 to 1. */
  double share(String district) {
    return shares.getOrDefault(district, 0.0);
  }

  /** A district, by chance, as likely as it is large. */
  String anyDistrict(RandomGenerator random) {
    double left = random.nextDouble();
    String last = "";
    for (Map.Entry<String, Double> each : shares.entrySet()) {
      last = each.getKey();
      left -= each.getValue();
      if (left < 0) {
        break;
      }
    }
    return last;
  }

  private static int residents(String district) {
    return RESIDENTS.getOrDefault(district, ELSEWHERE);
  }
}
