package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Finds orders by what is known of them. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description = {
      "Find orders by what is known of them, all of it together; without anything, all open ones.",
      "Citizens are masked. Times are such as 2026-11-27, 2026-11-27T14:30 (in the city) or",
      "2026-11-27T06:30:00Z. Exit code 1 when a docket could not be asked; which is said then.",
      "--as seat:110105-S017, department:110105001 or supervisor:110105-V01 with --district",
      "110105 looks through what that one may see."
    })
final class OrderFindCommand implements Callable<Integer> {
  private static final int PAGE = 100;
  private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Option(names = "--id", description = "Of the order, such as 110105001-110105-127.")
  private String id = "";

  @Option(names = "--phone", description = "Of the citizen, as signalled.")
  private String phone = "";

  @Option(names = "--call", description = "The call it came from, such as 110105-42.")
  private String call = "";

  @Option(names = "--class", description = "Its class or one above it: 2, 4 or 6 digits.")
  private String classCode = "";

  @Option(names = "--place", description = "District, street or community: 6, 9 or 12 digits.")
  private String place = "";

  @Option(names = "--district", description = "Look through this district only.")
  private String district = "";

  @Option(names = "--unit", description = "The unit that leads, such as 110105001 or M001.")
  private String unit = "";

  @Option(names = "--below", description = "With --unit: or one below it leads.")
  private boolean below;

  @Option(
      names = "--state",
      split = ",",
      description =
          "Such as dispatched, signed, in_hand, follow_up, pending_listed, return_requested or"
              + " closed (default: any but closed).")
  private List<String> states = List.of();

  @Option(names = "--text", description = "Words of what the citizen says.")
  private String text = "";

  @Option(names = "--opened-from", converter = Time.class, description = "Opened then or later.")
  private @Nullable Timestamp openedFrom;

  @Option(names = "--opened-before", converter = Time.class, description = "Opened before then.")
  private @Nullable Timestamp openedBefore;

  @Option(names = "--due-from", converter = Time.class, description = "Due then or later.")
  private @Nullable Timestamp dueFrom;

  @Option(names = "--due-before", converter = Time.class, description = "Due before then.")
  private @Nullable Timestamp dueBefore;

  @Option(
      names = "--follow-up-before",
      converter = Time.class,
      description = "The citizen to be asked before then.")
  private @Nullable Timestamp followUpBefore;

  @Option(
      names = "--sort",
      defaultValue = "NEWEST",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Sorted sort = Sorted.NEWEST;

  @Option(
      names = "--most",
      defaultValue = "50",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int most = 50;

  @Option(names = "--json", description = "One JSON object an order.")
  private boolean json;

  /** As the language has it. */
  enum Sorted {
    NEWEST,
    OLDEST,
    DUE
  }

  /** A day of the city, a time of the city, or an instant. */
  static final class Time implements ITypeConverter<Timestamp> {
    @Override
    public Timestamp convert(String value) {
      try {
        return timestamp(instant(value));
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + value + "' (expected: 2026-11-27, 2026-11-27T14:30 or 2026-11-27T06:30:00Z)");
      }
    }

    private static Instant instant(String value) {
      if (value.endsWith("Z")) {
        return Instant.parse(value);
      }
      return value.contains("T")
          ? LocalDateTime.parse(value).atZone(CITY).toInstant()
          : LocalDate.parse(value).atStartOfDay(CITY).toInstant();
    }

    private static Timestamp timestamp(Instant instant) {
      return Timestamp.newBuilder()
          .setSeconds(instant.getEpochSecond())
          .setNanos(instant.getNano())
          .build();
    }
  }

  @Override
  public Integer call() {
    if (most < 1) {
      throw new Failures.CommandFailed(2, "--most: " + most + " (expected: 1 or more)");
    }
    FindOrdersRequest.Builder question =
        FindOrdersRequest.newBuilder()
            .setFilter(filter())
            .setSort(OrderSort.valueOf("ORDER_SORT_" + sort));
    if (!district.isEmpty()) {
      question.setDistrict(district);
    }
    try (HotlineClient client = grid.client().build()) {
      return print(client, question);
    }
  }

  private int print(HotlineClient client, FindOrdersRequest.Builder question) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Map<ShardRef, ShardRef> notAsked = new LinkedHashMap<>();
    int left = most;
    long ageMs = 0;
    FindOrdersResponse page;
    do {
      question.setPageSize(Math.min(PAGE, left));
      page = HotlineClient.await(client.orders().find(question.build()));
      for (FoundOrder order : page.getOrdersList()) {
        out.println(json ? Json.line(Json.of(order)) : OrderLines.of(order));
      }
      page.getNotAskedList().forEach(docket -> notAsked.put(docket, docket));
      ageMs = Math.max(ageMs, Durations.toMillis(page.getOldestAge()));
      left -= page.getOrdersCount();
      question.setPageToken(page.getNextPageToken());
    } while (left > 0 && !page.getNextPageToken().isEmpty());
    out.flush();
    PrintWriter errors = Objects.requireNonNull(spec).commandLine().getErr();
    if (left == most) {
      errors.println("None found.");
    }
    return told(page.getNextPageToken().isEmpty(), ageMs, notAsked, errors);
  }

  private static int told(
      boolean all, long ageMs, Map<ShardRef, ShardRef> notAsked, PrintWriter errors) {
    if (!all) {
      errors.println("There may be more: --most.");
    }
    if (ageMs > 0) {
      errors.println("Changes of the last " + ageMs + " ms may be missing.");
    }
    if (!notAsked.isEmpty()) {
      errors.println(
          "Not asked, so orders may be missing: "
              + String.join(", ", notAsked.keySet().stream().map(StatusCommand::name).toList()));
    }
    errors.flush();
    return notAsked.isEmpty() ? 0 : 1;
  }

  private OrderFilter filter() {
    OrderFilter.Builder filter =
        OrderFilter.newBuilder()
            .setOrderId(id)
            .setPhone(phone)
            .setCallId(call)
            .setClassCode(classCode)
            .setPlace(place)
            .setUnit(unit)
            .setWithUnitsBelow(below)
            .setText(text);
    for (String state : states) {
      filter.addStates(state(state));
    }
    set(openedFrom, filter::setOpenedFrom);
    set(openedBefore, filter::setOpenedBefore);
    set(dueFrom, filter::setDueFrom);
    set(dueBefore, filter::setDueBefore);
    set(followUpBefore, filter::setFollowUpBefore);
    return filter.build();
  }

  private static void set(@Nullable Timestamp time, Consumer<Timestamp> field) {
    if (time != null) {
      field.accept(time);
    }
  }

  private static OrderState state(String word) {
    try {
      return OrderState.valueOf("ORDER_STATE_" + word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(
          2, "--state: " + word + " (expected: dispatched, signed, in_hand, follow_up ...)");
    }
  }
}
