return await Terminal.Rig.RigApp.RunAsync(args);
