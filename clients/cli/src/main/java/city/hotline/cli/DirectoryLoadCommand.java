package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.proto.directory.v1.LoadDirectoryRequest;
import city.hotline.proto.shard.v1.Refusal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads a version of the directory into a running grid. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Make another version of the directory known to a running grid.",
      "What is new goes by it from the day on; one of today holds a minute later. Orders that are",
      "open by then go by their own version until they are migrated. Its districts, streets and",
      "towns must be those that the grid was founded with, its schemes and questions the built-in",
      "ones. The same files again are nothing to do."
    })
final class DirectoryLoadCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(
      paramLabel = "FOLDER",
      description = "With files of the same names as the built-in ones.")
  private Path folder = Path.of("");

  @Option(
      names = "--valid-from",
      required = true,
      paramLabel = "DAY",
      description =
          "The first day on which what is new goes by it: today or later, by grid time"
              + " (./hotline status shows it).")
  private String validFrom = "";

  @Option(names = "--reason", required = true, description = "Why; kept with the version.")
  private String reason = "";

  @Option(
      names = "--forget",
      paramLabel = "VERSION",
      description =
          "An older version to forget for it, one that has not held for 24 hours; needed once 16 are"
              + " kept. Orders that still go by it go by the one in force then.")
  private String forget = "";

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Optional<DirectoryPack> pack = DirectoryFolders.loadable(folder, out);
    if (pack.isEmpty()) {
      out.flush();
      throw new Failures.CommandFailed(1, "nothing was loaded: make these right first");
    }
    try (HotlineClient client = grid.client().build()) {
      String name =
          HotlineClient.await(
              client
                  .directory()
                  .load(
                      LoadDirectoryRequest.newBuilder()
                          .setValidFrom(validFrom)
                          .setPacked(pack.get().packed())
                          .setReason(reason)
                          .setForget(forget)
                          .build()));
      out.println(
          "Version " + name + " is loaded. Open orders keep theirs: ./hotline directory migrate.");
    } catch (HotlineRefused e) {
      if (e.reason() != Refusal.REFUSAL_DIRECTORY_ALREADY_LOADED) {
        throw e;
      }
      out.println(e.advice());
    }
    out.flush();
    return 0;
  }
}
