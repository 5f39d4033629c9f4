package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.department.v1.SignOrdersResponse;
import city.hotline.proto.department.v1.SignResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A unit takes note of many orders with one request. */
@Command(
    name = "sign-all",
    mixinStandardHelpOptions = true,
    description = {
      "Take note of up to 200 at once; what became of each is shown as JSON, one a line.",
      "Exit code 1 when one was refused."
    })
final class OrderSignAllCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Option(names = "--unit", required = true, description = "Who signs, such as 110105001.")
  private String unit = "";

  @Parameters(arity = "1..200", paramLabel = "ORDER", description = "Such as 110105001-110105-127.")
  private List<String> orders = List.of();

  @Override
  public Integer call() {
    try (HotlineClient client = grid.client().build()) {
      SignOrdersResponse response = HotlineClient.await(client.department(unit).signAll(orders));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      response.getResultsList().forEach(result -> out.println(Json.line(Json.of(result))));
      out.flush();
      return response.getResultsList().stream().anyMatch(SignResult::hasRefused) ? 1 : 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }
}
