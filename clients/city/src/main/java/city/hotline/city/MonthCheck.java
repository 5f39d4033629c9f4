package city.hotline.city;

import city.hotline.client.HotlineClient;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.directory.v1.UnitKind;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.grid.v1.CityFigures;
import city.hotline.proto.rates.v1.GetRatesRequest;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.rates.v1.RankedRow;
import city.hotline.proto.rates.v1.RateGroup;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Holds the grid's rates and ranks of a month against the driver's own count. */
final class MonthCheck {
  private static final int SHOWN = 10;

  private final HotlineClient client;
  private final Map<String, Unit> units = new HashMap<>();

  MonthCheck(HotlineClient client) {
    this.client = client;
    HotlineClient.await(client.directory().units("")).forEach(u -> units.put(u.getCode(), u));
  }

  /**
   * What differs; empty where every count and every rank is the same, as many orders are open on
   * both sides, and the grid finds no broken identity in itself.
   *
   * @param open orders that are open by the driver's count
   */
  List<String> differences(YearMonth month, Map<MonthBook.Kind, Said> rows, int open) {
    var found = new ArrayList<String>();
    CityFigures figures = HotlineClient.await(client.grid().figures()).getCity();
    if (figures.getViolations() > 0) {
      found.add(figures.getViolations() + " broken identities in the grid");
    }
    OrderFigures orders = figures.getOrders();
    if (orders.getOpened() - orders.getClosed() != open) {
      found.add(
          "open orders: here " + open + ", grid " + (orders.getOpened() - orders.getClosed()));
    }
    for (RateGroup group : RateGroup.values()) {
      if (group != RateGroup.RATE_GROUP_UNSPECIFIED && group != RateGroup.UNRECOGNIZED) {
        differences(group, month, rows, found);
      }
    }
    return found.size() <= SHOWN ? found : found.subList(0, SHOWN);
  }

  private void differences(
      RateGroup group, YearMonth month, Map<MonthBook.Kind, Said> rows, List<String> found) {
    GetRatesResponse grid =
        HotlineClient.await(
            client
                .rates()
                .get(
                    GetRatesRequest.newBuilder()
                        .setGroup(group)
                        .setPeriod(month.toString())
                        .build()));
    if (grid.getNotAskedCount() > 0) {
      found.add(group + ": " + grid.getNotAskedCount() + " dockets did not answer");
      return;
    }
    var all = new HashMap<String, Said>();
    var asking = new HashMap<String, Said>();
    Function<MonthBook.Kind, String> code = code(group);
    rows.forEach(
        (kind, said) -> {
          String of = code.apply(kind);
          if (!of.isEmpty()) {
            all.computeIfAbsent(of, c -> new Said()).add(said);
            if (kind.asks()) {
              asking.computeIfAbsent(of, c -> new Said()).add(said);
            }
          }
        });
    Map<String, Integer> ranks = new Ranking(grid.getScheme().getLine()).ranks(all, asking);
    for (RankedRow row : grid.getRowsList()) {
      Said here = all.getOrDefault(row.getCode(), new Said());
      int rank = ranks.getOrDefault(row.getCode(), 0);
      if (!here.equalTo(row.getRates().getCounts()) || rank != row.getRank()) {
        found.add(
            group
                + " "
                + row.getCode()
                + ": here rank "
                + rank
                + " of "
                + here
                + ", grid rank "
                + row.getRank()
                + " of "
                + row.getRates().getCounts());
      }
      all.remove(row.getCode());
    }
    all.forEach((of, said) -> found.add(group + " " + of + ": here " + said + ", grid none"));
  }

  /** Whose answers a row's are, in a group; empty for nobody's. */
  private Function<MonthBook.Kind, String> code(RateGroup group) {
    return switch (group) {
      case RATE_GROUP_STREET -> kind -> own(kind, UnitKind.UNIT_KIND_STREET);
      case RATE_GROUP_DISTRICT -> this::district;
      case RATE_GROUP_DEPARTMENT -> kind -> own(kind, UnitKind.UNIT_KIND_DEPARTMENT);
      case RATE_GROUP_ENTERPRISE -> kind -> own(kind, UnitKind.UNIT_KIND_ENTERPRISE);
      case RATE_GROUP_PLATFORM -> kind -> own(kind, UnitKind.UNIT_KIND_PLATFORM);
      case RATE_GROUP_CLASS_LEVEL_1 -> kind -> kind.classCode().substring(0, 2);
      case RATE_GROUP_CLASS_LEVEL_2 -> kind -> kind.classCode().substring(0, 4);
      case RATE_GROUP_CLASS_LEVEL_3 -> MonthBook.Kind::classCode;
      case RATE_GROUP_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a group: " + group);
    };
  }

  private String own(MonthBook.Kind kind, UnitKind wanted) {
    Unit unit = units.get(kind.unit());
    return unit != null && unit.getKind() == wanted ? unit.getCode() : "";
  }

  private String district(MonthBook.Kind kind) {
    Unit unit = units.get(kind.unit());
    if (unit == null) {
      return "";
    }
    return switch (unit.getKind()) {
      case UNIT_KIND_DISTRICT -> unit.getCode();
      case UNIT_KIND_STREET -> unit.getParent();
      default -> "";
    };
  }
}
