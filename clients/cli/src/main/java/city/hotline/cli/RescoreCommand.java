package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.rates.v1.RateGroup;
import city.hotline.proto.rates.v1.RescoreRequest;
import city.hotline.proto.rates.v1.RescoreResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What another scheme would make of a period. */
@Command(
    name = "rescore",
    mixinStandardHelpOptions = true,
    description = {
      "Count a period again by another scheme.",
      "Beside the one that holds, from the answers as they were given, which are kept for at least 400",
      "days. Nothing changes."
    })
final class RescoreCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = "--by",
      converter = RateOptions.Group.class,
      defaultValue = "street",
      description =
          "street, district, department, enterprise, platform, or class1 to class3: the level"
              + " (default: ${DEFAULT-VALUE}).")
  private RateGroup group = RateGroup.RATE_GROUP_STREET;

  @Option(
      names = "--period",
      required = true,
      description = "A day 2026-11-27, a week 2026-W48, a month 2026-11, or 2026-11e.")
  private String period = "";

  @Option(
      names = "--scheme",
      required = true,
      paramLabel = "FILE",
      description = "The header and one line, as in schemes.csv.")
  private Path scheme = Path.of("");

  @Option(names = "--district", description = "Matters in this district only, such as 110105.")
  private String district = "";

  @Option(names = "--json", description = "The whole answer as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    RescoreRequest.Builder question =
        RescoreRequest.newBuilder().setGroup(group).setPeriod(period).setSchemeCsv(text(scheme));
    if (!district.isEmpty()) {
      question.setDistrict(district);
    }
    try (HotlineClient client = grid.client().build()) {
      RescoreResponse both = HotlineClient.await(client.rates().rescore(question.build()));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      if (json) {
        out.println(Json.line(Json.of(both)));
      } else {
        print(both, out);
      }
      out.flush();
      return RatesCommand.told(both.getNotAskedList(), spec.commandLine().getErr());
    }
  }

  private static void print(RescoreResponse both, PrintWriter out) {
    out.println(RateLines.span(both.getSpan()));
    out.println("by " + RateLines.scheme(both.getGiven()));
    out.println("in force " + RateLines.scheme(both.getInForce()));
    out.println(RateLines.RESCORED);
    both.getRowsList().forEach(row -> out.println(RateLines.of(row)));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failures.CommandFailed(
          2, "--scheme: " + file + " cannot be read (expected: a text file such as schemes.csv)");
    }
  }
}
