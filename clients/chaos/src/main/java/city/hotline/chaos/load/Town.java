package city.hotline.chaos.load;

import city.hotline.client.Directory;
import city.hotline.client.HotlineClient;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The few districts and streets where everything happens, so that their shards are busy. Immutable.
 *
 * @param streets of each district
 * @param classes codes an order can have
 */
public record Town(Map<String, List<String>> streets, List<String> classes) {
  private static final int STREETS = 3;

  /** Asks the grid for some streets of each of these districts. */
  public static Town of(Directory directory, List<String> districts) {
    Map<String, List<String>> streets = new LinkedHashMap<>();
    for (String district : districts) {
      streets.put(
          district,
          HotlineClient.await(directory.places(district)).stream()
              .map(Place::getCode)
              .limit(STREETS)
              .toList());
    }
    List<OrderClass> all = HotlineClient.await(directory.classes(""));
    int lowest = all.stream().mapToInt(OrderClass::getLevel).max().orElse(0);
    return new Town(
        streets,
        all.stream().filter(c -> c.getLevel() == lowest).map(OrderClass::getCode).toList());
  }

  List<String> districts() {
    return List.copyOf(streets.keySet());
  }

  OrderDraft draft(RandomGenerator random, String district) {
    String where = random.nextInt(8) == 0 ? pick(random, districts()) : district;
    String street =
        random.nextInt(20) == 0 ? "" : pick(random, streets.getOrDefault(where, List.of()));
    return OrderDraft.newBuilder()
        .setClassCode(pick(random, classes))
        .setDistrict(where)
        .setStreet(street)
        .setText("路灯不亮。")
        .setRequester(Requester.newBuilder().setPhone(phone(random)))
        .build();
  }

  /** A number that no network has given out. */
  static String phone(RandomGenerator random) {
    return String.format("1000%07d", random.nextInt(10_000_000));
  }

  static Answers answers(RandomGenerator random) {
    if (random.nextInt(30) == 0) {
      return Answers.newBuilder().setUnreachable(true).build();
    }
    return Answers.newBuilder()
        .setResponded(random.nextInt(12) > 0)
        .setResolution(random.nextInt(5) > 0 ? Resolution.RESOLUTION_YES : Resolution.RESOLUTION_NO)
        .setSatisfaction(
            random.nextInt(4) > 0
                ? Satisfaction.SATISFACTION_SATISFIED
                : Satisfaction.SATISFACTION_DISSATISFIED)
        .build();
  }

  static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
