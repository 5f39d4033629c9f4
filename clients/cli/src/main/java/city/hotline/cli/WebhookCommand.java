package city.hotline.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Subscriptions of a gateway: who is told of which orders, and what could not be delivered. */
@Command(
    name = "webhook",
    mixinStandardHelpOptions = true,
    description = {
      "Have a gateway tell a department of its orders by HTTP.",
      "Each event is POSTed to a URL as a CloudEvent, signed after the Standard Webhooks specification,",
      "in order, until it is taken."
    },
    footer = {
      "",
      "Example, beside ./hotline up and ./hotline gateway:",
      "  hotline webhook add chaoyang --unit 110105 --with-units-below --url http://127.0.0.1:7000/"
    },
    subcommands = {
      WebhookCommand.Add.class,
      WebhookCommand.ListAll.class,
      WebhookCommand.Remove.class,
      WebhookCommand.Dead.class,
      WebhookCommand.Redrive.class,
      WebhookCommand.Test.class
    })
final class WebhookCommand implements Runnable {

  private static final String PATH = "/webhooks";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "picocli sets it").commandLine(),
        "Say what to do: add, list, remove, dead, redrive or test.");
  }

  /** What all subcommands have. */
  abstract static class Asking implements Callable<Integer> {
    @Mixin AdminOptions admin = new AdminOptions();

    @Spec private @Nullable CommandSpec spec;

    PrintWriter out() {
      return Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    }
  }

  /** Of one subscription. */
  abstract static class AskingOfOne extends Asking {
    @Parameters(paramLabel = "NAME", description = "Name of the subscription.")
    String name = "";

    String path() {
      return PATH + AdminOptions.part(name);
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Adds a subscription and shows its secret, which is not shown again. Its open orders come",
        "first, each as order.snapshot, then every change."
      })
  static final class Add extends AskingOfOne {
    @Option(
        names = "--unit",
        required = true,
        description = "Code of the unit, for example 110105001 or M001.")
    private String unit = "";

    @Option(
        names = "--with-units-below",
        description = "Also of the units below it, such as a district's streets.")
    private boolean withUnitsBelow;

    @Option(names = "--url", required = true, description = "Where events are POSTed.")
    private String url = "";

    @Override
    public Integer call() {
      var wanted = new JsonObject();
      wanted.addProperty("name", name);
      wanted.addProperty("unit", unit);
      wanted.addProperty("with_units_below", withUnitsBelow);
      wanted.addProperty("url", url);
      JsonObject added = admin.post(PATH, wanted).getAsJsonObject();
      out().println(name + " is added. Its secret, shown this once:");
      out().println(added.get("secret").getAsString());
      return 0;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "All subscriptions, as JSON lines: state, lag_seconds (how long the event in hand has",
        "waited), last delivery, last error, and how many dead letters there are."
      })
  static final class ListAll extends Asking {
    @Override
    public Integer call() {
      lines(out(), admin.get(PATH).getAsJsonArray());
      return 0;
    }
  }

  private static void lines(PrintWriter out, JsonArray all) {
    for (JsonElement each : all) {
      out.println(Json.line(each));
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Ends a subscription and forgets it, its dead letters included.")
  static final class Remove extends AskingOfOne {
    @Override
    public Integer call() {
      admin.delete(path());
      out().println(name + " is removed.");
      return 0;
    }
  }

  @Command(
      name = "dead",
      mixinStandardHelpOptions = true,
      description = "The events that a receiver refused or did not take in time, as JSON lines.")
  static final class Dead extends AskingOfOne {
    @Override
    public Integer call() {
      long after = 0;
      JsonArray page;
      do {
        page = admin.get(path() + "/dead?after=" + after).getAsJsonArray();
        lines(out(), page);
        if (!page.isEmpty()) {
          after = page.get(page.size() - 1).getAsJsonObject().get("number").getAsLong();
        }
      } while (!page.isEmpty());
      return 0;
    }
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = {
        "Sends the dead letters of a subscription again, in order, between the events of its",
        "stream. One that is refused again stays; the first that gets no answer, or is told to come",
        "back later, ends it. An event that waits for its next try is tried at once."
      })
  static final class Redrive extends AskingOfOne {
    @Override
    public Integer call() {
      int count =
          admin
              .post(path() + "/redrive", new JsonObject())
              .getAsJsonObject()
              .get("redriven")
              .getAsInt();
      out().println(count + " dead letters are sent again; what is refused, 'dead' shows again.");
      return 0;
    }
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Sends an event of type city.hotline.webhook.test.v1 at once, and says what came back; exit",
        "code 1 when it was not taken."
      })
  static final class Test extends AskingOfOne {
    @Override
    public Integer call() {
      JsonObject tested = admin.post(path() + "/test", new JsonObject()).getAsJsonObject();
      if (tested.get("taken").getAsBoolean()) {
        out().println("Taken: HTTP " + tested.get("status").getAsInt() + ".");
        return 0;
      }
      throw new Failures.CommandFailed(
          1, "the receiver did not take it: " + tested.get("error").getAsString());
    }
  }
}
