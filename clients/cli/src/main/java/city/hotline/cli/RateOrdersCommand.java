package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.rates.v1.ListRateOrdersRequest;
import city.hotline.proto.rates.v1.ListRateOrdersResponse;
import city.hotline.proto.rates.v1.RateCount;
import city.hotline.proto.rates.v1.RateOrder;
import city.hotline.proto.shard.v1.ShardRef;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The orders behind a number of the rates. */
@Command(
    name = "orders",
    mixinStandardHelpOptions = true,
    description = {
      "List the orders behind a number: by id, each as often as its citizen was asked. As many as",
      "the number says."
    })
final class RateOrdersCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Mixin private RateOptions what = new RateOptions();

  @Option(
      names = "--of",
      required = true,
      description = "Whose: a code of a row, such as 110105001, M001 or 01.")
  private String code = "";

  @Option(
      names = "--count",
      defaultValue = "followed_up",
      description = {
        "Which number: followed_up, responded, not_responded, asking, resolved, not_resolved,",
        "satisfied, not_satisfied, unreachable, excluded, late or asked, by the scheme; or as it",
        "was said: said_solved, said_partly, said_unsolved, said_very_satisfied, said_satisfied,",
        "said_basically_satisfied, said_dissatisfied, said_very_dissatisfied (default:",
        "${DEFAULT-VALUE})."
      })
  private String count = "followed_up";

  @Option(
      names = "--most",
      defaultValue = "100",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int most = 100;

  @Option(names = "--json", description = "One JSON object an order.")
  private boolean json;

  @Override
  public Integer call() {
    if (most < 1) {
      throw new Failures.CommandFailed(2, "--most: " + most + " (expected: 1 or more)");
    }
    ListRateOrdersRequest.Builder question =
        ListRateOrdersRequest.newBuilder()
            .setGroup(what.group)
            .setCode(code)
            .setCount(count(count))
            .setPeriod(what.period())
            .setUnit(what.unit)
            .setClassCode(what.classCode)
            .setScheme(what.scheme);
    if (!what.district.isEmpty()) {
      question.setDistrict(what.district);
    }
    try (HotlineClient client = grid.client().build()) {
      return print(client, question);
    }
  }

  private int print(HotlineClient client, ListRateOrdersRequest.Builder question) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter errors = spec.commandLine().getErr();
    Set<ShardRef> notAsked = new LinkedHashSet<>();
    int left = most;
    ListRateOrdersResponse page;
    do {
      question.setPageSize(Math.min(PAGE, left));
      page = HotlineClient.await(client.rates().orders(question.build()));
      for (RateOrder order : page.getOrdersList()) {
        out.println(json ? Json.line(Json.of(order)) : RateLines.of(order));
      }
      notAsked.addAll(page.getNotAskedList());
      left -= page.getOrdersCount();
      question.setPageToken(page.getNextPageToken());
    } while (left > 0 && !page.getNextPageToken().isEmpty());
    out.flush();
    if (!page.getNextPageToken().isEmpty()) {
      errors.println("There may be more: --most.");
      errors.flush();
    }
    return RatesCommand.told(new ArrayList<>(notAsked), errors);
  }

  private static RateCount count(String word) {
    String name = "RATE_COUNT_" + word.toUpperCase(Locale.ROOT).replace('-', '_');
    for (RateCount known : RateCount.values()) {
      if (known.name().equals(name) && known != RateCount.RATE_COUNT_UNSPECIFIED) {
        return known;
      }
    }
    throw new Failures.CommandFailed(
        2, "--count: " + word + " (expected: followed_up, resolved, satisfied ...; see --help)");
  }
}
