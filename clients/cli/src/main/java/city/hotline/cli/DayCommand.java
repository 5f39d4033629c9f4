package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.supervision.v1.GetDayResponse;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a floor counted on a day, taken apart. */
@Command(
    name = "day",
    mixinStandardHelpOptions = true,
    description = {
      "What a floor counted on a day, by queue, hotline or quarter of an hour; all: the whole city.",
      "Each line adds up: carried in + offered = answered + abandoned + led away + failed + waiting.",
      "Level: answered within the service level's seconds / (answered + long abandoned).",
      "Connect: answered / offered. ASA: mean wait of answered calls. AHT: talk + hold + wrap-up,",
      "mean of handled contacts. Occupied: handling / (handling + idle), of whole floors and",
      "quarters. What cannot be computed is a dash."
    })
final class DayCommand implements Callable<Integer> {

  /** How a day is taken apart. */
  enum By {
    QUEUE,
    HOTLINE,
    QUARTER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String ALL = "all";
  private static final int QUARTER_MINUTES = 15;
  private static final String HEADS = "%-12s %8s %8s %8s %9s %9s %9s %7s %8s %8s %8s %8s %8s%n";

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(
      paramLabel = "DISTRICT",
      description = "Six digits, for example 110105; or all, for the sum of all floors.")
  private String district = "";

  @Option(
      names = "--date",
      defaultValue = "",
      description = "One of the eight days before today, for example 2026-11-24. Default: today.")
  private String date = "";

  @Option(
      names = "--by",
      defaultValue = "queue",
      description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private By by = By.QUEUE;

  @Option(names = "--json", description = "All of it, as JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (HotlineClient client = grid.client().build()) {
      GetDayResponse answer = ask(client);
      if (json) {
        out.println(Json.line(Json.of(answer)));
      } else {
        print(district, answer, by, out);
      }
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  private GetDayResponse ask(HotlineClient client) {
    if (!district.equals(ALL)) {
      return HotlineClient.await(client.supervision(district).day(date));
    }
    List<CompletableFuture<GetDayResponse>> floors =
        HotlineClient.await(client.grid().topology()).getDistrictsList().stream()
            .map(floor -> client.supervision(floor.getDistrict()).day(date))
            .toList();
    return CityDay.of(floors.stream().map(HotlineClient::await).toList());
  }

  static void print(String district, GetDayResponse answer, By by, PrintWriter out) {
    ClosedDay day = answer.getDay();
    out.printf(
        "%s, %s, %s%n",
        district.equals(ALL) ? "All floors" : "Floor " + district,
        day.getDay(),
        answer.getClosed() ? "closed" : "as of " + Json.instant(answer.getTime()));
    out.printf(
        HEADS,
        by,
        "carried",
        "offered",
        "answered",
        "abandoned",
        "led away",
        "failed",
        "waiting",
        "level",
        "connect",
        "ASA s",
        "AHT s",
        "occupied");
    boolean wholeFloor = by == By.QUARTER;
    parts(day, by).forEach((name, figures) -> line(name, figures, wholeFloor, out));
    line("all", day.getFigures(), true, out);
  }

  private static Map<String, CallFigures> parts(ClosedDay day, By by) {
    Map<String, CallFigures> parts = new TreeMap<>();
    switch (by) {
      case QUEUE ->
          day.getDetail().getQueuesList().forEach(p -> parts.put(p.getName(), p.getFigures()));
      case HOTLINE ->
          day.getDetail().getHotlinesList().forEach(p -> parts.put(p.getName(), p.getFigures()));
      case QUARTER ->
          day.getDetail()
              .getQuartersList()
              .forEach(p -> parts.put(clock(p.getQuarter()), p.getFigures()));
    }
    return parts;
  }

  private static String clock(int quarter) {
    int minutes = quarter * QUARTER_MINUTES;
    return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
  }

  private static void line(String name, CallFigures f, boolean wholeFloor, PrintWriter out) {
    long abandoned = f.getAbandonedShort() + f.getAbandonedLong();
    long ledAway =
        f.getFlowedOutCallback()
            + f.getFlowedOutTransfer()
            + f.getFlowedOutOverflow()
            + f.getFlowedOutFull()
            + f.getFlowedOutClosed()
            + f.getFlowedOutUnreachable();
    long waiting =
        f.getCarriedIn() + f.getOffered() - f.getAnswered() - abandoned - ledAway - f.getFailed();
    long handlingMs = f.getTalkMs() + f.getHoldMs() + f.getWrapMs();
    out.printf(
        HEADS,
        name,
        f.getCarriedIn(),
        f.getOffered(),
        f.getAnswered(),
        abandoned,
        ledAway,
        f.getFailed(),
        waiting,
        percent(f.getAnsweredInLevel(), f.getAnswered() + f.getAbandonedLong()),
        percent(f.getAnswered(), f.getOffered()),
        seconds(f.getAnsweredWaitMs(), f.getAnswered()),
        seconds(handlingMs, f.getHandled()),
        wholeFloor ? percent(handlingMs, handlingMs + f.getIdleMs()) : "-");
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  private static String seconds(long ms, long count) {
    return count == 0 ? "-" : String.format(Locale.ROOT, "%.1f", ms / 1000.0 / count);
  }
}
