package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.rates.v1.GetRatesRequest;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.shard.v1.ShardRef;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The three rates of a period, ranked. */
@Command(
    name = "rates",
    mixinStandardHelpOptions = true,
    subcommands = RateOrdersCommand.class,
    description = {
      "Show response, resolution, satisfaction and what they come to, ranked.",
      "With the ranks moved since the period before. Schemes (denominators, weights, exclusions) are",
      "assumed; which one counted is said. Units that only a loaded version of the directory has are in",
      "no row and no sum. Exit code 1 when a docket could not be asked; which is said then.",
      "--as department:110105001 or supervisor:110105-V01 with --district 110105 shows what that",
      "one may see."
    })
final class RatesCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Mixin private RateOptions what = new RateOptions();

  @Option(names = "--json", description = "The whole answer as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    GetRatesRequest.Builder question =
        GetRatesRequest.newBuilder()
            .setGroup(what.group)
            .setPeriod(what.period())
            .setUnit(what.unit)
            .setClassCode(what.classCode)
            .setScheme(what.scheme);
    if (!what.district.isEmpty()) {
      question.setDistrict(what.district);
    }
    try (HotlineClient client = grid.client().build()) {
      GetRatesResponse rates = HotlineClient.await(client.rates().get(question.build()));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      if (json) {
        out.println(Json.line(Json.of(rates)));
      } else {
        print(rates, out);
      }
      out.flush();
      return told(rates.getNotAskedList(), spec.commandLine().getErr());
    }
  }

  private static void print(GetRatesResponse rates, PrintWriter out) {
    out.println(RateLines.span(rates.getSpan()));
    out.println("scheme " + RateLines.scheme(rates.getScheme()));
    out.println(RateLines.HEADER);
    rates.getRowsList().forEach(row -> out.println(RateLines.of(row)));
    out.println(RateLines.total(rates.getTotal()));
  }

  /** Says what is missing, and returns the exit code. */
  static int told(List<ShardRef> notAsked, PrintWriter errors) {
    if (!notAsked.isEmpty()) {
      errors.println(
          "Not asked, so answers are missing: "
              + String.join(", ", notAsked.stream().map(StatusCommand::name).toList()));
      errors.flush();
    }
    return notAsked.isEmpty() ? 0 : 1;
  }
}
