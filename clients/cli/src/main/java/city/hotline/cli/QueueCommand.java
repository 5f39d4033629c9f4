package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.supervision.v1.SuperviseResponse;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says how a queue of a floor is run. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = {
      "Say how a queue of a floor is run, from now on or from the file's valid_from on.",
      "The file is a JSON object with the fields of QueueSettings, for example:",
      "",
      "  {\"queue\": \"general\", \"strategy\": \"SEAT_STRATEGY_PROFICIENCY\",",
      "   \"steps\": [{\"seconds\": 30, \"min_level\": 4}, {\"seconds\": 60, \"any_seat\": true}],",
      "   \"max_length\": 200, \"emergency_seconds\": 300,",
      "   \"borrow_from\": [\"110108\", \"110101\"], \"borrow_seconds\": 45, \"lend_above\": 2}",
      "",
      "What is left out is as if it had never been set. ./hotline floor shows what holds."
    })
final class QueueCommand implements Callable<Integer> {

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(index = "0", paramLabel = "DISTRICT", description = "Six digits, for example 110105.")
  private String district = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The settings.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    QueueSettings settings = settings();
    try (HotlineClient client = grid.client().build()) {
      SuperviseResponse done = HotlineClient.await(client.supervision(district).setQueue(settings));
      System.out.println(
          "Queue "
              + settings.getQueue()
              + " of floor "
              + district
              + (settings.hasValidFrom()
                  ? " is run so from " + Json.instant(settings.getValidFrom()) + " on"
                  : " is run so now")
              + ", "
              + done.getAcknowledgement().getDurability()
              + ".");
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  private QueueSettings settings() throws IOException {
    QueueSettings.Builder settings = QueueSettings.newBuilder();
    try {
      JsonFormat.parser().merge(Files.readString(file), settings);
    } catch (NoSuchFileException e) {
      throw new Failures.CommandFailed(2, file + ": no such file");
    } catch (InvalidProtocolBufferException e) {
      throw new Failures.CommandFailed(2, file + ": " + e.getMessage());
    }
    return settings.build();
  }
}
